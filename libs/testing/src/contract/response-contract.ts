import { PROBLEM } from './problem-schema.js';
import type { ApiDocument, Operation } from './api-document.js';

/** A response, whichever client received it. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A response that the app's own document does not allow. */
export class ContractViolation extends Error {
  constructor(request: string, answer: Answer, complaints: string[]) {
    super(`${request} was answered ${answer.status}, and its contract is broken:\n${complaints.map((one) => `  - ${one}`).join('\n')}\n  ${answer.text.slice(0, 300)}`);
    this.name = 'ContractViolation';
  }
}

/** What no answer may show: stacks, SQL, paths of our machine, names of our parts. */
const LEAKS = /\n\s+at |\(\S+:\d+:\d+\)|node_modules|file:\/\/|\.(ts|js):\d|\b(SELECT .+ FROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b|QueryFailed|relation "|ECONNREFUSED|TypeError/;

/** Headers without which a status is of no use. */
const NEEDED: Record<number, string> = { 401: 'www-authenticate', 405: 'allow', 429: 'retry-after' };

/** Compares every response with the app's OpenAPI document, and every error with RFC 9457. */
export class ResponseContract {
  /** @param otherProtocols path prefixes where a protocol of its own decides how answers look, such as OAuth */
  constructor(
    readonly document: ApiDocument,
    private readonly otherProtocols: string[] = [],
  ) {}

  /** @throws {ContractViolation} naming all that is wrong */
  check(method: string, target: string, answer: Answer): void {
    const pathname = target.split('?', 1)[0] ?? target;
    if (this.otherProtocols.some((prefix) => pathname.startsWith(prefix))) return;
    const operation = this.document.find(method, pathname);
    const complaints = answer.status < 400 ? [] : this.#problem(method, pathname, answer);
    // Where the router found nothing there is no operation, whatever the address resembles.
    if (operation) complaints.push(...this.#declared(method, operation, answer));
    if (complaints.length > 0) throw new ContractViolation(`${method} ${target}`, answer, complaints);
  }

  #problem(method: string, pathname: string, answer: Answer): string[] {
    const type = mediaType(answer);
    // Its 503 is a report for those who run the app, and no error of the API.
    if (pathname === '/readyz') return [];
    const complaints: string[] = [];
    const needed = NEEDED[answer.status];
    if (needed && !answer.headers[needed]) complaints.push(`the header ${needed} is missing`);
    if (type !== 'application/problem+json') return [...complaints, `an error is application/problem+json and not ${type}`];
    if (method === 'HEAD') return complaints;
    return [...complaints, ...problemComplaints(this.document, answer, pathname)];
  }

  #declared(method: string, operation: Operation, answer: Answer): string[] {
    const { responses } = operation;
    // WHY: `default` tells clients that anything may fail; it excuses only what is nobody's plan, or each new 4xx could hide behind it.
    const declared = responses[answer.status] ?? (answer.status >= 500 || BEFORE_THE_ROUTE.has(answer.status) ? responses.default : undefined);
    if (!declared) return [`${operation.key} does not declare ${answer.status}; it declares ${Object.keys(responses).join(', ')}`];
    if (!declared.content || method === 'HEAD') return answer.text === '' ? [] : [`${answer.status} is declared without a body`];
    const schema = declared.content[mediaType(answer)]?.schema;
    if (!schema) return [`${answer.status} is declared as ${Object.keys(declared.content).join(', ')}, and came as ${mediaType(answer)}`];
    if (!mediaType(answer).endsWith('json')) return [];
    const complaint = this.document.complaint(schema, parse(answer.text));
    return complaint ? [complaint] : [];
  }
}

/** Refused by the server before it knows the route: no operation declares these. */
const BEFORE_THE_ROUTE = new Set([405, 408, 414, 417, 431]);

/** What keeps an answer from being an RFC 9457 problem of ours. */
export function problemComplaints(document: ApiDocument, answer: Answer, instance: string): string[] {
  const problem = parse(answer.text) as { status?: number; code?: string; type?: string; instance?: string } | undefined;
  const complaint = document.complaint(PROBLEM, problem);
  if (complaint) return [complaint];
  const { instance: _, ...said } = problem ?? {};
  return [
    ...(problem?.status === answer.status ? [] : [`its status says ${problem?.status}`]),
    ...(problem?.type?.endsWith(`/${problem.code}`) ? [] : [`its type ${problem?.type} does not end with its code ${problem?.code}`]),
    ...(problem?.instance === instance ? [] : [`its instance is ${problem?.instance}`]),
    ...(LEAKS.test(JSON.stringify(said)) || LEAKS.test(Object.values(said).join('\n')) ? ['it shows something of our inside'] : []),
  ];
}

const mediaType = ({ headers }: Answer): string => String(headers['content-type'] ?? 'nothing').split(';', 1)[0] ?? '';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
