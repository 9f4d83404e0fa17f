/** Client-safe: what a form reckons before it is sent. */
export { billingDayOf, eveningOf, periodOf, piecesBetween, priceOfDays, priceOfRaise, type Piece } from './days';
