/** How much of each text a tier keeps; client-safe, so that forms can say it. */
export const TIER_NAME_MAX_CHARACTERS = 60;
export const TIER_DESCRIPTION_MAX_CHARACTERS = 500;
export const BENEFITS_MOST = 10;
export const BENEFIT_MAX_CHARACTERS = 120;
/** So many tiers can be offered at once; more would help nobody to choose. */
export const TIERS_MOST = 12;
export const PLACES_MOST = 1_000_000;
