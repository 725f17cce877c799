// Where the window is, as an address after the hash: `#/register/<session>`. Pure; state.svelte.ts
// follows it. Addresses never leave the computer.

export type Route =
  | { name: 'today'; date: string | null }
  | { name: 'register'; session: string }
  | { name: 'people'; find: boolean }
  | { name: 'person'; person: string }
  | { name: 'history'; session: string }
  | { name: 'cohorts' }
  | { name: 'referrals'; referral: string | null }
  | { name: 'volunteers'; volunteer: string | null }
  | { name: 'partners'; funding: boolean }
  | { name: 'catalogue'; level: string | null }
  | { name: 'exchange'; look: boolean }
  | { name: 'settings'; keys: boolean };

export function readRoute(hash: string): Route {
  const [name, rest, more] = hash.replace(/^#\/?/, '').split('/');
  switch (name) {
    case 'register':
      return rest ? { name, session: decodeURIComponent(rest) } : { name: 'today', date: null };
    case 'people':
      return { name, find: rest === 'find' };
    case 'person':
      return rest ? { name, person: decodeURIComponent(rest) } : { name: 'people', find: false };
    case 'history':
      return rest === 'session' && more ? { name, session: decodeURIComponent(more) } : { name: 'today', date: null };
    case 'cohorts':
      return { name };
    case 'referrals':
      return { name, referral: rest ? decodeURIComponent(rest) : null };
    case 'volunteers':
      return { name, volunteer: rest ? decodeURIComponent(rest) : null };
    case 'partners':
      return { name, funding: rest === 'funding' };
    case 'catalogue':
      return { name, level: rest ? decodeURIComponent(rest) : null };
    case 'exchange':
      return { name, look: rest === 'look' };
    case 'settings':
      return { name, keys: rest === 'keys' };
    default:
      return { name: 'today', date: name === 'today' && rest ? rest : null };
  }
}

export function address(route: Route): string {
  switch (route.name) {
    case 'register':
      return `#/register/${encodeURIComponent(route.session)}`;
    case 'today':
      return route.date ? `#/today/${route.date}` : '#/today';
    case 'people':
      return route.find ? '#/people/find' : '#/people';
    case 'person':
      return `#/person/${encodeURIComponent(route.person)}`;
    case 'history':
      return `#/history/session/${encodeURIComponent(route.session)}`;
    case 'referrals':
      return route.referral ? `#/referrals/${encodeURIComponent(route.referral)}` : '#/referrals';
    case 'volunteers':
      return route.volunteer ? `#/volunteers/${encodeURIComponent(route.volunteer)}` : '#/volunteers';
    case 'partners':
      return route.funding ? '#/partners/funding' : '#/partners';
    case 'catalogue':
      return route.level ? `#/catalogue/${encodeURIComponent(route.level)}` : '#/catalogue';
    case 'exchange':
      return route.look ? '#/exchange/look' : '#/exchange';
    case 'settings':
      return route.keys ? '#/settings/keys' : '#/settings';
    default:
      return `#/${route.name}`;
  }
}
