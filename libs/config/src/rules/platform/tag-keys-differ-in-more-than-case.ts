import type { PlatformRule } from '../rule';

/** IAM refuses a role with `Owner` and `owner`. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html (case sensitivity) */
export const tagKeysDifferInMoreThanCase: PlatformRule = ({ tags }) => {
  const keys = Object.keys(tags);
  return keys.flatMap((key, index) => {
    const first = keys.slice(0, index).find((each) => each.toLowerCase() === key.toLowerCase());
    if (first === undefined) return [];
    return [
      {
        path: ['tags', key],
        given: key,
        message: `differs from the tag ${first} only in capitals, and IAM takes the two for one`,
        allowed: 'tag keys that differ in more than capitals',
        fix: 'remove one of the two, or rename it',
      },
    ];
  });
};
