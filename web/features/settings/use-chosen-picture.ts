import { useCallback, useEffect, useState } from 'react';

export interface ChosenPicture {
  readonly file: File;
  /** `undefined` while the browser looks at it, `null` where it cannot show it (HEIC outside Safari). */
  readonly preview: { url: string; width: number; height: number } | null | undefined;
}

/** A file that was chosen and is not uploaded yet, with a preview where the browser can make one. */
export function useChosenPicture() {
  const [chosen, setChosen] = useState<ChosenPicture>();
  const file = chosen?.file;
  useEffect(() => {
    if (file === undefined) return;
    const url = URL.createObjectURL(file);
    const image = new Image();
    let current = true;
    const settle = (preview: ChosenPicture['preview']) => current && setChosen({ file, preview });
    image.onload = () => settle({ url, width: image.naturalWidth, height: image.naturalHeight });
    image.onerror = () => settle(null);
    image.src = url;
    return () => {
      current = false;
      URL.revokeObjectURL(url);
    };
  }, [file]);
  const choose = useCallback((next: File | undefined) => setChosen(next && { file: next, preview: undefined }), []);
  return { chosen, choose };
}
