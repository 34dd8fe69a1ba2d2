/** Where the page is: the fragment of its address, so that every object has one and any server path serves it. */

function read(): { path: string[]; query: URLSearchParams } {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { path: path.split('/').filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

class Route {
  private now = $state.raw(read());

  constructor() {
    addEventListener('hashchange', () => (this.now = read()));
  }

  get path(): string[] {
    return this.now.path;
  }

  get query(): URLSearchParams {
    return this.now.query;
  }

  go(hash: string): void {
    location.hash = hash;
  }

  /** As if the place before had not been. */
  replace(hash: string): void {
    history.replaceState(null, '', hash);
    this.now = read();
  }

  /** Another filter is the same place: it adds nothing to the browser's history. */
  filter(changes: Record<string, string>): void {
    const query = new URLSearchParams(this.now.query);
    for (const [key, value] of Object.entries(changes)) {
      if (value) query.set(key, value);
      else query.delete(key);
    }
    const text = query.toString();
    this.replace(`#/${this.now.path.map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`);
  }
}

export const route = new Route();

export const to = {
  scene: () => '#/',
  vms: () => '#/vms',
  vm: (uuid: string) => `#/vms/${encodeURIComponent(uuid)}`,
  hypervisor: (name: string) => `#/hypervisors/${encodeURIComponent(name)}`,
  nas: (name: string) => `#/nas/${encodeURIComponent(name)}`,
  migrations: (query = '') => `#/migrations${query}`,
  migration: (id: string) => `#/migrations/${encodeURIComponent(id)}`,
};
