export { encodePicture } from './encode-picture';
export type { Rendition } from './encode-picture';
export { keepPicture, dropPicture, newPictureKey } from './keep-picture';
export { openPicture } from './open-picture';
export { picturesOf } from './pictures-of';
export type { Pictures, ShownPicture, StoredPicture } from './pictures-of';
export {
  PictureBroken, PicturesBusy, PictureTooHeavy, PictureTooManyPixels, PictureTooSmall, PictureTypeUnknown,
} from './errors';
export { PICTURE_LIMIT_BYTES, PICTURE_TYPES, pictureKinds } from './input';
export type { PictureKind } from './input';
