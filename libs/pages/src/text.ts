/** A link to a chapter of the same page, by its id, and to a heading in it if one is given. */
export interface ChapterLink {
  readonly link: string;
  readonly chapter: string;
  readonly heading?: string;
}

/** A link that a reader may follow out of the document, such as into the console of AWS. Nothing is loaded from it. */
export interface WebLink {
  readonly link: string;
  readonly url: string;
}

export type Inline = string | { readonly code: string } | { readonly strong: string } | ChapterLink | WebLink;

/** A run of text: plain strings are shown as they are, whatever characters they have. */
export type Text = Inline | readonly Inline[];

/** The parts of a text. */
export function inlinesOf(text: Text): readonly Inline[] {
  return Array.isArray(text) ? (text as readonly Inline[]) : [text as Inline];
}

/** A text without its marks. */
export function plainText(text: Text): string {
  return inlinesOf(text)
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      if ('code' in inline) return inline.code;
      return 'strong' in inline ? inline.strong : inline.link;
    })
    .join('');
}

/** Anchor of a heading, as GitHub makes it: letters, digits and hyphens. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
