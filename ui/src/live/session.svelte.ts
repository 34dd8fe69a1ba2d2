import { api, Problem, SIGNED_OUT, type Session } from '../api';
import { route } from '../route.svelte';

/** Who is at the page. */
class Who {
  session = $state.raw<Session | null>(null);
  /** False until the server was asked once. */
  known = $state(false);

  constructor() {
    addEventListener(SIGNED_OUT, () => (this.session = null));
  }

  async look(): Promise<void> {
    const link = /^#link=(.+)$/.exec(location.hash)?.[1];
    if (link) route.replace('#/');
    try {
      this.session = link ? await this.follow(link) : await api.session();
    } catch (refused) {
      if (link || Problem.of(refused).status !== 401) throw refused;
    } finally {
      this.known = true;
    }
  }

  /** A link that was used already harms nobody who is signed in. */
  private async follow(link: string): Promise<Session> {
    try {
      return await api.signIn({ link });
    } catch (refused) {
      return await api.session().catch(() => Promise.reject(refused));
    }
  }

  async signIn(user: string, password: string): Promise<void> {
    this.session = await api.signIn({ user, password });
  }

  /** The page begins anew: nothing of what was seen stays in it. */
  async signOut(): Promise<void> {
    await api.signOut();
    location.hash = '#/';
    location.reload();
  }

  get mayMove(): boolean {
    return this.session?.role === 'operator' || this.session?.role === 'admin';
  }

  get isAdmin(): boolean {
    return this.session?.role === 'admin';
  }
}

export const who = new Who();
