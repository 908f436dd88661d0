// Requests to the desk.

/**
 * @typedef {{operation: "set"|"add"|"remove"|"move", path: string[], value?: unknown, base?: unknown,
 *   index?: number, into?: string[] | null, identity?: string, forced?: boolean}} Edit
 * @typedef {{revision: string, results: unknown[], inverse: Edit[], time: string, elsewhere: boolean}} Saved
 * @typedef {{path: string[], mine: unknown, theirs: unknown, gone: boolean}} ConflictSides
 */

/** The answer of a request that was refused, or that never arrived (status 0). */
export class Refused extends Error {
  /** @param {number} status @param {string} message @param {any} body */
  constructor(status, message, body) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/**
 * Sends JSON and returns the JSON that comes back; throws Refused.
 * @param {string} to @param {unknown} content @param {number} [within] milliseconds after which no answer is a desk that is gone
 * @returns {Promise<any>}
 */
export async function post(to, content, within) {
  return answered(fetch(to, {
    method: "POST",
    headers: {"content-type": "application/json"},
    body: JSON.stringify(content),
    signal: within ? AbortSignal.timeout(within) : undefined,
  }));
}

/** Sends what is to be made and goes to its page, or says why not. @param {string} to @param {unknown} content @param {Element | null} problem */
export async function create(to, content, problem) {
  try {
    location.assign((await post(to, content)).href);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (problem) problem.textContent = error.message;
  }
}

/** Sends a file; throws Refused. @param {string} to @param {Blob} file @returns {Promise<any>} */
export async function upload(to, file) {
  return answered(fetch(to, {method: "POST", headers: {"content-type": "application/octet-stream"}, body: file}));
}

/** Returns JSON; throws Refused. @param {string} from @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function get(from, signal) {
  return answered(fetch(from, {signal}));
}

/** Returns the markup of a part of a page; throws Refused. @param {string} from @returns {Promise<string>} */
export const part = (from) => text(fetch(from, {headers: {"x-part": "form"}}));

/** Sends JSON and returns the markup that comes back; throws Refused. @param {string} to @param {unknown} content @returns {Promise<string>} */
export const markup = (to, content) => text(fetch(to, {method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify(content)}));

/**
 * Returns `ask` with at most one request on its way: of those that are asked meanwhile the newest follows, so that
 * slow answers never take all connections that a browser has to the desk, and a save never waits for them.
 * @template {unknown[]} A @param {(...of: A) => Promise<void>} ask @returns {(...of: A) => Promise<void>} settles when nothing is on its way
 */
export function inTurn(ask) {
  /** @type {A | null} */
  let next = null;
  /** @type {Promise<void> | null} */
  let turns = null;
  const run = async () => {
    for (let of = next; of; of = next) {
      next = null;
      await ask(...of);
    }
  };
  return (...of) => {
    next = of;
    turns ??= run().finally(() => { turns = null; });
    return turns;
  };
}

/** @param {Promise<Response>} request */
async function text(request) {
  const response = await request.catch(() => null);
  if (!response) throw new Refused(0, "工作台停了", null);
  if (!response.ok) throw new Refused(response.status, await response.text(), null);
  return response.text();
}

/** @param {Promise<Response>} request @returns {Promise<any>} */
async function answered(request) {
  let response;
  try {
    response = await request;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused(0, "工作台停了", null);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, body?.message ?? "工作台没有答上来", body);
  return body;
}
