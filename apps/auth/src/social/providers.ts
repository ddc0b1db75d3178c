import { json } from '@roadmap/config';
import { z } from 'zod';

const Provider = z.strictObject({
  /** In our addresses. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  /** On the page. */
  name: z.string().min(1).max(60),
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
});

export type SocialProvider = z.output<typeof Provider>;

/** Where else people may sign in: a JSON array. Whoever is in it is believed about addresses, so only those belong there who prove them. */
export const SocialProviders = json.pipe(z.array(Provider));
