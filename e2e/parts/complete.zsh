# Types each argument and a tab into an interactive zsh, and prints the line that the shell makes of it. The completion script comes on
# standard input.
zmodload zsh/zpty
script=$(mktemp)
trap 'rm -f "$script"' EXIT
cat >"$script"
zpty shell env PS1= zsh -f -i
zpty -w shell 'stty -echo; autoload -Uz compinit && compinit -D -u; unsetopt beep; LISTMAX=0'
# The quotation marks keep what is printed apart from what is typed.
zpty -w shell "source $script || print FAIL''ED"
zpty -w shell 'dump() { print -r -- "<<$BUFFER>>"; BUFFER=; zle accept-line }; zle -N dump; bindkey "^X^P" dump'
# Keys that arrive before the editor reads them are taken by the terminal, which loses them: each line is typed after the editor says
# that it begins.
zpty -w shell "zle-line-init() { print -n READ''Y }; zle -N zle-line-init"
ready() { zpty -r -m shell out '*READY' }
ready || exit 1
case "$out" in *FAILED* | *'parse error'* | *'command not found'*) print -r -- "$out" >&2; exit 1 ;; esac
for line in "$@"; do
  zpty -n -w shell "$line"$'\t'$'\x18\x10'
  zpty -r -m shell out '*<<*>>*' || exit 1
  print -r -- "${${out##*<<}%%>>*}"
  ready || exit 1
done
zpty -d shell
