import type { LinkView } from '#contract/identity.ts';
import type { identityWords } from './words.ts';

type Words = typeof identityWords.en | typeof identityWords.es;
export interface LinkWords {
  readonly title: string;
  /** What it is about. */
  readonly what: string;
  /** What the button changes, where the title does not say all of it. */
  readonly more?: string | undefined;
  readonly button: string;
  /** What to do if it was not you. */
  readonly after?: string | undefined;
}

/** What a link's page says before its button is pressed. */
export function linkWords(words: Words, view: LinkView): LinkWords {
  const { name, company, newValue, oldValue } = view;
  switch (view.does) {
    case 'confirm-email':
      return {
        title: words.confirmEmailTitle,
        what: words.confirmEmailText(name, company, newValue),
        more: oldValue === null ? undefined : words.confirmEmailWas(oldValue),
        button: words.confirmEmailButton,
        after: words.confirmEmailNot,
      };
    case 'cancel-change':
      return view.kind === 'email'
        ? {
            title: words.cancelEmailTitle,
            what: words.cancelEmailText(name, company, newValue),
            button: words.cancelButton,
            after: words.cancelMore,
          }
        : {
            title: words.cancelCellTitle,
            what: words.cancelCellText(name, company, newValue),
            button: words.cancelButton,
            after: words.cancelMore,
          };
    case 'undo-change':
      return view.kind === 'email'
        ? {
            title: words.undoEmailTitle,
            what: words.undoEmailText(name, company, newValue),
            more: oldValue === null ? words.undoNone : words.undoEmailBack(oldValue),
            button: words.undoButton,
          }
        : {
            title: words.undoCellTitle,
            what: newValue === '' ? words.undoCellRemoved(name, company) : words.undoCellText(name, company, newValue),
            more: oldValue === null ? words.undoNone : words.undoCellBack(oldValue),
            button: words.undoButton,
          };
  }
}
