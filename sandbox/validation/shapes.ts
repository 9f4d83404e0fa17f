/** The language of `definitions.json`: shapes refer to one another by their place in the list. */
export type ShapeRef = number;

export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'decimal'
  | 'any'
  /** The empty string that unsets a value (the SDK writes `Emptyable`). */
  | 'empty'
  /** A closed list of words. */
  | { words: string[] }
  | { array: ShapeRef }
  | { map: ShapeRef }
  /** `required` names the fields that may not be missing. */
  | { fields: Record<string, ShapeRef>; required: string[] }
  | { oneOf: ShapeRef[] };

export interface Definitions {
  /** The version of the SDK whose declarations were read. */
  sdk: string;
  roots: Record<string, ShapeRef>;
  shapes: Shape[];
}
