import { describe, expect, it } from 'vitest';
import { houseFiles } from '../support/sources';
import { accessTable } from './access-table';
import { allDoors, doorFiles } from './doors';

const doors = allDoors();

describe('every way into our code from outside', () => {
  it('is made by act or door: nothing else is exported from where Next looks', () => {
    const exported = doorFiles().flatMap(({ name, text }) => [...text.matchAll(/^export (?!type\b)(.*)$/gm)].map(([, what]) => ({ name, what: what ?? '' })));
    const unmade = exported.filter(({ what }) => !/^const \w+ = (act|door)\($|^const \w+ = (act|door)\(\{?/.test(what));
    expect(unmade).toEqual([]);
    expect(doors.length).toBe(exported.length);
  });

  it('stands in a file of its own: no function inside another is an action', () => {
    const inline = houseFiles(/^(app|components|lib)\/.*\.tsx?$/).filter(({ text }) => /\n\s+['"]use server['"]/.test(text));
    expect(inline.map(({ name }) => name)).toEqual([]);
  });

  it('is named like no other and stands in the access table, and nothing else does', () => {
    expect(doors.map(({ name }) => name).sort()).toEqual(Object.keys(accessTable).sort());
  });

  it('says outright what may be changed from other sites: one thing', () => {
    expect(Object.keys(accessTable).filter((name) => accessTable[name]?.fromAnywhere)).toEqual(['tips.mail.one_click']);
  });
});
