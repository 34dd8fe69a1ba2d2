/** The server's API, typed: the shapes of openapi.yaml (GET /api/v1/openapi.yaml), and one function for each route that the page uses. */

export type Role = 'viewer' | 'operator' | 'admin';
export type Policy = 'gentle' | 'balanced' | 'urgent';
export type Mode = 'staged' | 'atomic';
export type MoveKind = 'hypervisor' | 'nas' | 'hypervisor+nas';
export type Outcome = 'running' | 'going-back' | 'done' | 'failed' | 'cancelled' | 'needs-person';
export type StepPhase = 'planned' | 'begun' | 'done' | 'failed' | 'dropped';

export interface Session {
  user: string;
  role: Role;
}

export interface Hypervisor {
  name: string;
  reachable: boolean;
  problem?: string;
  vms: number;
  memoryFreeBytes?: number;
  libvirt?: string;
  qemu?: string;
}

export interface Export {
  path: string;
  reachable: boolean;
  freeBytes?: number;
  images?: number;
  problem?: string;
}

export interface Nas {
  name: string;
  reachable: boolean;
  problem?: string;
  exports: Export[];
}

export interface Disk {
  target: string;
  nas?: string;
  export?: string;
  image: string;
  format: string;
  bytes?: number;
}

export interface Vm {
  uuid: string;
  name: string;
  state: string;
  running: boolean;
  hypervisor: string;
  persistent: boolean;
  memoryBytes: number;
  vcpus: number;
  disks: Disk[];
  migration?: string;
  rdp: boolean;
}

export interface DiskMove {
  target: string;
  from: string;
  to: string;
}

export interface Move {
  id: string;
  vm: string;
  uuid: string;
  kind: MoveKind;
  outcome: Outcome;
  phase: string;
  percent: number;
  from: string;
  to: string;
  disks: DiskMove[];
}

export interface Scene {
  cluster: string;
  version: string;
  lastEventId: string;
  hypervisors: Hypervisor[];
  nas: Nas[];
  vms: Vm[];
  moves: Move[];
}

export interface SceneChange {
  hypervisors?: Hypervisor[];
  nas?: Nas[];
  vms?: Vm[];
  moves?: Move[];
  vmsGone?: string[];
  movesGone?: string[];
}

export interface MoveRequest {
  vm: string;
  to?: string;
  disksTo?: string;
  disks?: Record<string, string>;
  mode?: Mode;
  bandwidth?: string;
  policy?: Policy;
  maxFreeze?: string;
  deadline?: string;
}

export interface Check {
  id: string;
  subject: string;
  severity: 'info' | 'warning' | 'refuses';
  passed: boolean;
  evidence: string;
  remedy: string;
}

export interface Prediction {
  seconds: number;
  memoryBytes: number;
  diskBytes: number;
  downtimeMillis: number;
  freezeMillis: number;
  reasons: string[];
}

export interface Plan {
  refused: boolean;
  vm: string;
  kind?: MoveKind;
  mode?: Mode;
  checks: Check[];
  steps: { title: string; label: string }[];
  prediction?: Prediction;
  freezeBudgetMillis?: number;
  command: string;
}

export interface Target {
  legal: boolean;
  why?: string;
}

export interface Targets {
  hypervisors: Record<string, Target>;
  nas: Record<string, Target>;
}

export interface MigrationSummary {
  id: string;
  vm: string;
  uuid: string;
  kind: MoveKind;
  mode?: Mode;
  policy: Policy;
  outcome: Outcome;
  reason: string;
  startedAt: string;
  endedAt?: string;
  cancelRequested: boolean;
  from: string;
  to: string;
  disks: DiskMove[];
  seconds?: number;
  downtimeMillis?: number;
  freezeMillis?: number;
  longestGapMillis?: number;
  standstillGapMillis?: number;
}

export interface Step {
  sequence: number;
  title: string;
  label: string;
  state: StepPhase;
  detail: string;
  startedAt?: string;
  endedAt?: string;
}

export interface Progress {
  phase: string;
  percent: number;
  bytesDone?: number;
  bytesTotal?: number;
  bytesPerSecond?: number;
  dirtyBytesPerSecond?: number;
  iteration?: number;
  secondsLeft?: number;
}

export interface Mark {
  atMillis: number;
  host: string;
  what: string;
  detail: string;
}

export interface Gap {
  atMillis: number;
  millis: number;
}

export interface Felt {
  standstillGapMillis: number;
  longestGapMillis: number;
  gaps: Gap[];
}

export interface Migration extends MigrationSummary {
  steps: Step[];
  checks: Check[];
  prediction: Prediction;
  freezeBudgetMillis?: number;
  progress?: Progress;
  command: string;
  verified: boolean;
  memoryBytes?: number;
  diskBytes?: number;
  engineDowntimeMillis?: number;
  marks?: Mark[];
  felt?: (Felt & { probe: string })[];
}

export interface Sample {
  n: number;
  atMillis: number;
  step: number;
  phase: string;
  percent: number;
  bytesDone: number;
  bytesTotal: number;
  bytesPerSecond: number;
  dirtyBytesPerSecond: number;
  iteration: number;
  secondsLeft?: number;
}

export type StepChange = Step & { migration: string };
export type SampleChange = Sample & { migration: string };

export interface Finding {
  subject: string;
  bad: boolean;
  evidence: string;
  remedy: string;
}

export interface User {
  name: string;
  role: Role;
  createdAt: string;
}

export interface Token {
  id: string;
  name: string;
  role: Role;
  createdBy: string;
  createdAt: string;
  lastUsedAt?: string;
  endsAt?: string;
  revokedAt?: string;
}

export interface AuditEntry {
  n: number;
  at: string;
  who: string;
  from: string;
  what: string;
  subject: string;
  result: string;
  detail: string;
}

export interface Page<T> {
  items: T[];
  next?: string;
}

/** What the server said no to, in its own words: what is true, why, and the next command. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly remedy: string,
    readonly checks: Check[],
  ) {
    super(detail || title);
  }

  /** Whatever was thrown, as something that can be shown. */
  static of(thrown: unknown): Problem {
    return thrown instanceof Problem ? thrown : new Problem(0, 'The page itself failed', String(thrown), 'reload it', []);
  }
}

const ROOT = './api/v1';

/** The window's event for an answer that says that nobody is signed in (any more). */
export const SIGNED_OUT = 'godwit:signed-out';

type Query = Record<string, string | number | undefined>;

function address(path: string, query: Query = {}): string {
  const words = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(words.map(([key, value]) => [key, String(value)])).toString();
  return ROOT + path + (text ? `?${text}` : '');
}

async function problem(response: Response): Promise<Problem> {
  const said = response.headers.get('content-type')?.includes('json') ? await response.json() : {};
  return new Problem(
    response.status,
    said.title ?? `The server answered ${response.status}`,
    said.detail ?? '',
    said.remedy ?? '',
    said.checks ?? [],
  );
}

async function send(method: string, path: string, body?: unknown, headers: HeadersInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: method === 'GET' ? headers : { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, 'No answer', 'The server does not answer; nothing is known to have changed.', 'try again in a moment', []);
  }
  if (response.ok) return response;
  if (response.status === 401) dispatchEvent(new Event(SIGNED_OUT));
  throw await problem(response);
}

async function get<T>(path: string, query?: Query): Promise<T> {
  return (await send('GET', address(path, query))).json();
}

async function post<T>(path: string, body: unknown, headers?: HeadersInit): Promise<T> {
  return (await send('POST', address(path), body, headers)).json();
}

const part = encodeURIComponent;

export const api = {
  eventsAddress: (lastEventId: string) => address('/events', { lastEventId }),
  reportAddress: (id: string) => address(`/migrations/${part(id)}/report`),

  reportPicture: async (id: string) =>
    (await send('GET', address(`/migrations/${part(id)}/report`), undefined, { Accept: 'image/png' })).blob(),

  signIn: (how: { user: string; password: string } | { link: string }) => post<Session>('/session', how),
  session: () => get<Session>('/session'),
  signOut: () => send('DELETE', address('/session')),

  scene: () => get<Scene>('/scene'),
  targets: (vm: string) => get<Targets>(`/targets/${part(vm)}`),
  plan: (request: MoveRequest) => post<Plan>('/plans', request),
  migrate: (request: MoveRequest, key: string) =>
    post<{ id: string }>('/migrations', request, { 'Idempotency-Key': key }),

  migrations: (query: Query) => get<Page<MigrationSummary>>('/migrations', query),
  migration: (id: string) => get<Migration>(`/migrations/${part(id)}`),
  samples: (id: string, after: number) => get<Sample[]>(`/migrations/${part(id)}/samples`, { after }),
  cancel: (id: string) => send('POST', address(`/migrations/${part(id)}/cancel`), {}),
  felt: (id: string, felt: Felt) => send('POST', address(`/migrations/${part(id)}/felt`), felt),

  doctor: () => get<Page<Finding>>('/doctor'),

  users: () => get<Page<User>>('/users'),
  addUser: (user: { name: string; password: string; role: Role }) => send('POST', address('/users'), user),
  removeUser: (name: string) => send('DELETE', address(`/users/${part(name)}`)),
  tokens: () => get<Page<Token>>('/tokens'),
  addToken: (token: { name: string; role: Role; days?: number }) => post<{ id: string; token: string }>('/tokens', token),
  revokeToken: (id: string) => send('DELETE', address(`/tokens/${part(id)}`)),
  audit: (query: Query) => get<Page<AuditEntry>>('/audit', query),
};
