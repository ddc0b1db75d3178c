import type { FastifyReply } from 'fastify';
import { type Page, render } from './page.js';

/** How a page is sent. */
export interface PageOptions {
  status?: number;
  /** Origins that a form of this page may lead to, beside our own: the browser applies the rule to redirects after the form as well. */
  formsLeadTo?: readonly string[];
}

/** Sends a page with the headers that keep it from being framed, scripted, cached or told of to others. */
export function sendPage(reply: FastifyReply, page: Page, { status = 200, formsLeadTo = [] }: PageOptions = {}): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-security-policy': contentSecurityPolicy(formsLeadTo),
      'cache-control': 'no-store',
      // TRAP: with `no-referrer` browsers send `Origin: null` along with our own forms, and the Origin check would refuse every one of them.
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    })
    .type('text/html; charset=utf-8')
    .send(render(page));
}

const contentSecurityPolicy = (formsLeadTo: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `form-action ${["'self'", ...formsLeadTo].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
