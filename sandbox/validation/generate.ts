/**
 * Writes `definitions.json` from the declarations of the `stripe` package:
 * `npx tsx sandbox/validation/generate.ts`. A test runs the same function and compares, so the
 * table cannot drift from the SDK that is installed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Definitions, Shape, ShapeRef } from './shapes';

const here = dirname(fileURLToPath(import.meta.url));
export const DEFINITIONS_FILE = join(here, 'definitions.json');

/** Reads `ParamTypes` and every type it reaches; takes some seconds. */
export function generateDefinitions(): Definitions {
  const file = join(here, 'param-types.ts');
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const declared = source?.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'ParamTypes',
  );
  if (!declared) throw new Error('param-types.ts declares no interface ParamTypes');
  const walker = new TypeWalker(checker, declared);
  const roots: Record<string, ShapeRef> = {};
  for (const property of checker.getTypeAtLocation(declared).getProperties()) {
    const type = checker.getTypeOfSymbolAtLocation(property, declared);
    if (type.flags & ts.TypeFlags.Any) throw new Error(`${property.name} does not resolve`);
    roots[property.name] = walker.refOf(type);
  }
  return { sdk: sdkVersion(), ...compact(walker.shapes, roots) };
}

class TypeWalker {
  readonly shapes: Shape[] = [];
  private readonly seen = new Map<ts.Type, ShapeRef>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly place: ts.Node,
  ) {}

  refOf(type: ts.Type): ShapeRef {
    const known = this.seen.get(type);
    if (known !== undefined) return known;
    const ref = this.shapes.push('any') - 1;
    this.seen.set(type, ref);
    this.shapes[ref] = this.shapeOf(type);
    return ref;
  }

  private shapeOf(type: ts.Type): Shape {
    if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
    if (type.isUnion()) return this.unionOf(type);
    if (type.isStringLiteral()) return type.value === '' ? 'empty' : { words: [type.value] };
    if (type.flags & ts.TypeFlags.String) return 'string';
    if (type.flags & ts.TypeFlags.NumberLike) return 'number';
    if (type.flags & ts.TypeFlags.Any) return 'any';
    const name = type.aliasSymbol?.name ?? type.getSymbol()?.name;
    if (name === 'Decimal' || name === 'DecimalImpl') return 'decimal';
    if (this.checker.isArrayType(type)) {
      const [item] = this.checker.getTypeArguments(this.referenceOf(type));
      if (!item) throw new Error('an array of nothing');
      return { array: this.refOf(item) };
    }
    const index = this.checker.getIndexInfosOfType(type).at(0);
    if (index) return { map: this.refOf(index.type) };
    return this.objectOf(type);
  }

  private referenceOf(type: ts.Type): ts.TypeReference {
    if (!isReference(type)) throw new Error('an array type is always a reference');
    return type;
  }

  private objectOf(type: ts.Type): Shape {
    const fields: Record<string, ShapeRef> = {};
    const required: string[] = [];
    for (const property of type.getProperties()) {
      const declared = this.checker.getTypeOfSymbolAtLocation(property, this.place);
      const optional = Boolean(property.flags & ts.SymbolFlags.Optional);
      fields[property.name] = this.refOf(
        optional ? this.checker.getNonNullableType(declared) : declared,
      );
      if (!optional) required.push(property.name);
    }
    return { fields, required };
  }

  private unionOf(type: ts.UnionType): Shape {
    const words: string[] = [];
    const refs = new Set<ShapeRef>();
    for (const part of type.types) {
      if (part.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) continue;
      // `OtherString` (the only intersection) says that Stripe may know more words one day. Today
      // it refuses every other, and a misspelt word must not pass here and fail there.
      if (part.isIntersection()) continue;
      if (part.isStringLiteral() && part.value !== '') words.push(part.value);
      else refs.add(this.refOf(part));
    }
    if (words.length > 0) refs.add(this.shapes.push({ words }) - 1);
    const [only, ...others] = refs;
    if (only === undefined) return 'any';
    return others.length === 0 ? this.only(only) : { oneOf: [...refs] };
  }

  private only(ref: ShapeRef): Shape {
    return this.shapes[ref] ?? 'any';
  }
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return 'target' in type;
}

/** Equal shapes are written once; the SDK declares the same address type dozens of times. */
function compact(shapes: Shape[], roots: Record<string, ShapeRef>) {
  let current = shapes;
  let entries = roots;
  for (;;) {
    const places = new Map<string, ShapeRef>();
    const kept: Shape[] = [];
    const moved = current.map((shape) => {
      const text = JSON.stringify(shape);
      const place = places.get(text) ?? kept.push(shape) - 1;
      places.set(text, place);
      return place;
    });
    const move = (ref: ShapeRef): ShapeRef => moved[ref] ?? ref;
    entries = Object.fromEntries(Object.entries(entries).map(([name, ref]) => [name, move(ref)]));
    const before = current.length;
    current = kept.map((shape) => moveRefs(shape, move));
    if (current.length === before) return { roots: entries, shapes: current };
  }
}

function moveRefs(shape: Shape, move: (ref: ShapeRef) => ShapeRef): Shape {
  if (typeof shape === 'string' || 'words' in shape) return shape;
  if ('array' in shape) return { array: move(shape.array) };
  if ('map' in shape) return { map: move(shape.map) };
  if ('oneOf' in shape) return { oneOf: [...new Set(shape.oneOf.map(move))] };
  const fields: Record<string, ShapeRef> = {};
  for (const [name, ref] of Object.entries(shape.fields)) fields[name] = move(ref);
  return { fields, required: shape.required };
}

function sdkVersion(): string {
  const entry = createRequire(import.meta.url).resolve('stripe');
  const manifest = join(dirname(entry), '..', 'package.json');
  const version = /"version": "([^"]+)"/.exec(readFileSync(manifest, 'utf8'))?.[1];
  if (version === undefined) throw new Error('the stripe package tells no version');
  return version;
}

/** One shape a line, so that a change of the SDK shows in the diff. */
export function formatDefinitions({ sdk, roots, shapes }: Definitions): string {
  const lines = shapes.map((shape) => `  ${JSON.stringify(shape)}`).join(',\n');
  return `{"sdk": "${sdk}",\n"roots": ${JSON.stringify(roots, null, 1)},\n"shapes": [\n${lines}\n]}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(DEFINITIONS_FILE, formatDefinitions(generateDefinitions()));
}
