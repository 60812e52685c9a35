import { Slider, Text } from '@mantine/core';
import { useId, useState } from 'react';
import Cropper from 'react-easy-crop';
import 'react-easy-crop/react-easy-crop.css';
import { useWords } from '#web/lib/words.tsx';
import styles from './picture.module.css';
import { type Square, squareWithin } from './picture-file.ts';
import { profileWords } from './profile-words.ts';

export interface PictureCropProps {
  /** Address of the preview, and the size of the upright picture in pixels. */
  preview: { url: string; width: number; height: number };
  onSquare: (square: Square) => void;
}

/** The chosen picture under a round window that is dragged and zoomed. */
export function PictureCrop({ preview, onSquare }: PictureCropProps) {
  const words = useWords(profileWords);
  const label = useId();
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  return (
    <div className={styles.crop}>
      <div className={styles.stage}>
        <Cropper
          image={preview.url}
          aspect={1}
          cropShape="round"
          showGrid={false}
          crop={crop}
          zoom={zoom}
          maxZoom={4}
          zoomWithScroll={false}
          onCropChange={setCrop}
          onZoomChange={setZoom}
          onCropComplete={(_, pixels) => onSquare(squareWithin(pixels, preview))}
          cropperProps={{ role: 'group', 'aria-label': words.cropArea }}
          mediaProps={{ alt: '' }}
          disableAutomaticStylesInjection
        />
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        {words.cropArea}
      </Text>
      <Text size="sm" fw={500} mt="sm" id={label}>
        {words.zoom}
      </Text>
      <Slider
        min={1}
        max={4}
        step={0.05}
        value={zoom}
        onChange={setZoom}
        label={null}
        thumbProps={{ 'aria-labelledby': label }}
        thumbLabel={words.zoom}
        mt={4}
      />
    </div>
  );
}
