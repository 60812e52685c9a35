import { expect, test } from 'vitest';
import { squareWithin, whyNotPicture } from './picture-file.ts';

const photo = { name: 'ada.jpg', type: 'image/jpeg', size: 2_000_000 };

test('a file over 10 MB is refused before it is sent', () => {
  expect(whyNotPicture({ ...photo, size: 10 * 1024 * 1024 })).toBeUndefined();
  expect(whyNotPicture({ ...photo, size: 10 * 1024 * 1024 + 1 })?.code).toBe('settings.picture_too_large');
});

test('a drawing is refused by its kind or its name, whatever the browser calls it', () => {
  expect(whyNotPicture({ ...photo, name: 'logo', type: 'image/svg+xml' })?.code).toBe('settings.picture_svg');
  expect(whyNotPicture({ ...photo, name: 'logo.SVG', type: '' })?.code).toBe('settings.picture_svg');
  expect(whyNotPicture({ ...photo, name: 'svg.png', type: 'image/png' })).toBeUndefined();
});

test('the square never leaves the picture, however the crop was rounded', () => {
  expect(squareWithin({ x: 10.4, y: 20.6, width: 100.2, height: 100.2 }, { width: 400, height: 300 })).toEqual({
    x: 10,
    y: 21,
    side: 100,
  });
  expect(squareWithin({ x: -0.7, y: 0, width: 300.6, height: 300.6 }, { width: 400, height: 300 })).toEqual({
    x: 0,
    y: 0,
    side: 300,
  });
  expect(squareWithin({ x: 299.8, y: 200.5, width: 100.4, height: 100.4 }, { width: 400, height: 300 })).toEqual({
    x: 300,
    y: 200,
    side: 100,
  });
});

test('a crop of next to nothing is still one pixel', () => {
  expect(squareWithin({ x: 3, y: 3, width: 0.2, height: 0.2 }, { width: 4, height: 4 }).side).toBe(1);
});
