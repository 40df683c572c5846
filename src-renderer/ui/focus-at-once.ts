/**
 * For `initialFocus` of a dialog: gives the focus to what `first` finds in the moment the dialog appears. Left to itself the
 * dialog does so a frame later, and on a busy machine keys pressed until then would still go to the terminal behind it.
 */
export const focusAtOnce =
  (popup: () => HTMLElement | null, first: () => HTMLElement | null | undefined) => (): false => {
    // A part of the dialog may have taken the focus itself.
    if (popup()?.contains(document.activeElement) !== true) first()?.focus();
    return false;
  };
