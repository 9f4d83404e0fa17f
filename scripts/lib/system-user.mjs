import { spawnSync } from 'node:child_process';
import { Stop } from './say.mjs';

let chosen;

/**
 * The user that PostgreSQL runs as: null for ourselves, or an unprivileged one when we are root,
 * because its `initdb` refuses root. An existing `postgres` is the best choice, else one is made,
 * else `nobody` does.
 *
 * @throws Stop when root has no such user to turn into
 */
export function databaseUser() {
  if (chosen !== undefined) return chosen;
  if (process.getuid?.() !== 0) return (chosen = null);
  chosen = lookUp('postgres');
  if (!chosen) {
    spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
    chosen = lookUp('postgres') ?? lookUp('nobody');
  }
  if (!chosen) throw new Stop('PostgreSQL does not run as root and there is no user `postgres` or `nobody`. Set DATABASE_URL, or start as a normal user.');
  return chosen;
}

/** What `spawn` needs to run as that user; its folder must be one that the user may enter. */
export function asUser(user) {
  return user ? { uid: user.uid, gid: user.gid, cwd: '/' } : { cwd: '/' };
}

/** Whether that user can read every one of these files and folders (all parents included). */
export function canReach(user, paths) {
  const script = 'for path; do test -r "$path" || exit 1; test ! -d "$path" -o -x "$path" || exit 1; done';
  return spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], asUser(user)).status === 0;
}

function lookUp(name) {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
