/** The local cloud as the journeys see it: its address and its drills. */

/** Where `npm start` put the local cloud. */
const cloudUrl = `http://localhost:${process.env['LOCAL_CLOUD_PORT'] ?? '3900'}`;

/** Ends all drills and forgets consents, sessions and revocations. */
export async function resetDrills(): Promise<void> {
  const answer = await fetch(`${cloudUrl}/_drill`, { method: 'DELETE' });
  if (!answer.ok) throw new Error(`The drills could not be reset: ${answer.status}`);
}

/** Makes something fail, as `POST /_drill` does. */
export async function drill(change: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await fetch(`${cloudUrl}/_drill`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  if (!answer.ok) throw new Error(`The drill was refused: ${answer.status}`);
}
