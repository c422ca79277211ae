# Types each argument and a tab into an interactive zsh, and prints the line that the shell makes of it. The completion script comes on
# standard input.
zmodload zsh/zpty
script=$(mktemp)
trap 'rm -f "$script"' EXIT
cat >"$script"
zpty -b shell env PS1= zsh -f -i
zpty -w shell 'stty -echo; autoload -Uz compinit && compinit -D -u; unsetopt beep; LISTMAX=0'
# The quotation marks keep what is printed apart from what is typed.
zpty -w shell "source $script || print FAIL''ED"
zpty -w shell 'dump() { print -r -- "<<$BUFFER>>"; BUFFER=; zle accept-line }; zle -N dump; bindkey "^X^D" dump'
zpty -w shell "print READ''Y"
zpty -r -m shell out '*READY*' || exit 1
case "$out" in *FAILED* | *'parse error'* | *'command not found'*) print -r -- "$out" >&2; exit 1 ;; esac
for line in "$@"; do
  zpty -n -w shell "$line"$'\t'$'\x18\x04'
  zpty -r -m shell out '*<<*>>*' || exit 1
  print -r -- "${${out##*<<}%%>>*}"
done
zpty -d shell
