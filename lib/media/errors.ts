import { Refusal } from '@/lib/errors';

/** Neither JPEG, PNG, WebP nor GIF by its first bytes, whatever its name says. */
export class PictureTypeUnknown extends Refusal {
  constructor(field: string) {
    super('PictureTypeUnknown', 'This file is no JPEG, PNG, WebP or GIF. Please choose another one.', { field });
  }
}

export class PictureTooHeavy extends Refusal {
  constructor(field: string, megabytes: number) {
    super('PictureTooHeavy', `This file has more than ${megabytes} MB. Please choose a smaller one.`, { field, status: 413 });
  }
}

export class PictureTooManyPixels extends Refusal {
  constructor(field: string, megapixels: number) {
    super('PictureTooManyPixels', `This picture has more than ${megapixels} megapixels. Please make it smaller first.`, {
      field,
      status: 413,
    });
  }
}

export class PictureTooSmall extends Refusal {
  constructor(field: string, width: number, height: number) {
    super('PictureTooSmall', `This picture is too small: it needs at least ${width} × ${height} pixels.`, { field });
  }
}

/** It begins like a picture and is none, or ends too early. */
export class PictureBroken extends Refusal {
  constructor(field: string) {
    super('PictureBroken', 'This picture cannot be read; the file may be damaged. Please choose another one.', { field });
  }
}

/** Too many pictures are being prepared at this moment. */
export class PicturesBusy extends Refusal {
  constructor(field: string) {
    super('PicturesBusy', 'Many pictures are being prepared right now. Please try again in a minute.', { field, status: 503 });
  }
}
