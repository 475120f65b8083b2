type Standing = { code: 'own-log-behind' | 'own-log-forked'; size: number; shownBy: string | null };

/** What officers are told of a checkpoint under their node's key that its log does not lead to, and what most likely made it. */
export function describeOvertaken({ code, size, shownBy }: Standing, own: number): string {
  const who = shownBy ?? 'The folder of this node';
  if (code === 'own-log-forked')
    return (
      `another log than this one was signed under this node's log key: ${who} holds size ${size} of it, this one has ${own}. Most likely two nodes run ` +
      `with one key: a copy of the folder, or a backup that was started while the node ran on; or somebody has the key. Find the other one and stop it`
    );
  return (
    `${who} holds a checkpoint of this node's log of size ${size}, it has ${own}. Its database went back, as after a restore; or a copy of this node ` +
    `signed on, and nobody has shown yet that it is another log`
  );
}

/** By which code a peer said that it reads this node no more: what that means, in this node's own words. */
const stops: Readonly<Record<string, string>> = {
  'log-forked':
    'it holds two logs under this node’s key that contradict each other: most likely two nodes run with one key',
  'log-shrank': 'it was shown less of this node’s log than before: most likely its database went back',
  'log-ended': 'it was shown more of a log than the succession names that ended it',
  'log-unsucceeded': 'it was shown a new log before which no root key ended the one it knew',
  'succession-behind': 'a succession names less of a log than it had been shown',
  checkpoint: 'a checkpoint did not bear a signature that it could check',
  directory: 'a checkpoint named another directory than the one it holds',
  'refused-flood': 'it had to refuse more than an honest node offers',
};

/** By which code a refusal says that its reader is stopped: one of those that there are, else `stopped`. Undefined: it says no such thing. */
export function stopCode(refusal: string): string | undefined {
  const code = /^stopped ([a-z-]{1,40}):/.exec(refusal)?.[1];
  return code === undefined || Object.hasOwn(stops, code) ? code : 'stopped';
}

export const describeStop = (peer: string, code: string): string =>
  `${peer} reads nothing more from this node and cosigns none of its checkpoints (${code}): ${stops[code] ?? 'it gave no reason that is known here'}. ` +
  `Only a case officer of ${peer} resumes it: call them, and look for what is meant before`;

/** What a participant is told that is stopped here: the code, and who decides. Never who showed what (I4). */
export const sayStopped = (code: string | null): string =>
  `stopped ${code ?? 'stopped'}: this node reads nothing of your log until one of its case officers resumes it`;
