/** How much of each text a page keeps; client-safe, so that forms can say it. */
export const TAGLINE_MAX_CHARACTERS = 120;
export const BIO_MAX_CHARACTERS = 2_000;
export const OFFER_MIN_CHARACTERS = 20;
export const OFFER_MAX_CHARACTERS = 500;
export const THANK_YOU_MAX_CHARACTERS = 500;
export const GOAL_TITLE_MAX_CHARACTERS = 80;
export const LINK_LABEL_MAX_CHARACTERS = 60;
export const LINKS_MOST = 8;
export const PRESETS_MOST = 4;
