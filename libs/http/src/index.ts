export { defineApp, type App, type AppDefinition, type RunningApp, type StartOptions } from './app.js';
export { Cursors, InvalidCursor } from './cursor.js';
export { httpVariables, type HttpConfig } from './http.config.js';
export { problemResponse } from './openapi-problem.js';
export { MAX_PAGE, pageOf, pageQuery, toPage, type Page } from './page.js';
export { ExpectedVersion, IfMatch, isKnown, NeedsIfMatch, Versioned } from './precondition.js';
export { serve } from './serve.js';
