import { Html, html } from './html.js';

/** What a page says of itself. */
export interface Page {
  /** In the title bar and as the heading. */
  title: string;
  body: Html;
  /** Who is signed in, for the line at the top. */
  signedInAs?: string;
  /** What went wrong with the form that was sent, in one sentence. */
  error?: string;
  /** What went well. */
  notice?: string;
}

/** A whole document: works without a script, and has none of its own in it. */
export function render({ title, body, signedInAs, error, notice }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${error && 'Error: '}${title} – Backend Roadmap</title>
<link rel="stylesheet" href="/assets/pages.css">
<link rel="icon" href="data:,">
<script src="/assets/pages.js" defer></script>
</head>
<body>
<header><a href="/account">Backend Roadmap</a>${signedInAs && html`<span>Signed in as <strong>${signedInAs}</strong></span>`}</header>
<main>
<h1>${title}</h1>
${error && html`<p class="error" role="alert">${error}</p>`}
${notice && html`<p class="notice" role="status">${notice}</p>`}
${body}
</main>
</body>
</html>
`.markup;
}
