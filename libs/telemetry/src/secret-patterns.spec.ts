import { isCardNumber, isSecretKey, mayHoldSecret, scrub } from './secret-patterns.js';

const JWT = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';

describe('isSecretKey', () => {
  it.each([
    'password', 'PassWord', 'newPassword', 'user_password', 'passwd', 'pwd', 'token', 'access_token', 'refreshToken', 'secret', 'CLIENT-SECRET', 'authorization',
    'Proxy-Authorization', 'cookie', 'set-cookie', 'Set-Cookie', 'apiKey', 'api_key', 'X-API-Key', 'cardNumber', 'card number', 'card', 'cvv', 'CVC', 'privateKey', 'sessionId', 'otp',
  ])('%s', (key) => expect(isSecretKey(key)).toBe(true));

  it.each(['title', 'idempotency-key', 'author', 'card_id_count', 'discard', 'pinned', 'compass', 'maxTokens', 'token_type', 'key', 'span_id', 'trace_id'])('not %s', (key) =>
    expect(isSecretKey(key)).toBe(false),
  );
});

describe('scrub', () => {
  it.each([
    ['Authorization: Bearer abc.def-123', 'abc.def-123'],
    ['got Bearer abcdefgh1234 instead', 'abcdefgh1234'],
    ['basic dXNlcjpwYXNz was sent', 'dXNlcjpwYXNz'],
    [`token ${JWT} is expired`, 'eyJ'],
    [`line one\n${JWT}`, 'eyJ'],
    [`x${JWT.slice(0, 40)}`, 'eyJ'],
    ['connect postgres://todo:hunter2@127.0.0.1:5432/todo', 'hunter2'],
    ['redis://:hunter2@localhost', 'hunter2'],
    ['login?password=hunter2&x=1', 'hunter2'],
    ['access_token=hunter2', 'hunter2'],
    ['body {"password":"hunter2 and more","a":1}', 'more'],
    [String.raw`body "{\"password\":\"hunter2\"}"`, 'hunter2'],
    ["{ apiKey: 'hunter2 and more' }", 'more'],
    ['Cookie: sid=hunter2; theme=dark', 'hunter2'],
    ['paid with 4111 1111 1111 1111 today', '1111 1111'],
    ['paid with 4111-1111-1111-1111', '1111-1111'],
    ['4111111111111111', '41111'],
    ['amex 378282246310005.', '37828'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIhunter2\n-----END RSA PRIVATE KEY-----', 'hunter2'],
  ])('%s', (text, secret) => {
    expect(mayHoldSecret(text)).toBe(true);
    expect(scrub(text)).toContain('[redacted]');
    expect(scrub(text)).not.toContain(secret);
  });

  it.each([
    'GET /v1/todos/0192f0c1-7e2a-7bb0-8a3e-9d1b2c3d4e5f 200',
    'order 4111111111111112 has a wrong check digit',
    '1700000000000 ms since 1970',
    'span 4111111111111111a',
    'the token has expired',
    'password is too short',
    'https://example.com/a@b',
    '192.168.100.200:54321 to 2026-11-21T10:11:12.123Z',
  ])('leaves alone: %s', (text) => expect(scrub(text)).toBe(text));

  it('is idempotent', () => {
    const once = scrub(`Authorization: Bearer ${JWT}; password="x y" postgres://a:b@c`);
    expect(scrub(once)).toBe(once);
  });

  it.each([
    ['digits', '1 '.repeat(50_000)],
    ['schemes', 'a://'.repeat(25_000)],
    ['colons', 'http://' + ':'.repeat(100_000)],
    ['jwt', 'eyJ'.repeat(33_000)],
    ['dots', `eyJaaaaaaaa${'.'.repeat(100_000)}`],
    ['assignments', 'password='.repeat(11_000)],
    ['quotes', 'password="'.repeat(10_000)],
    ['backslashes', `password${'\\'.repeat(100_000)}`],
    ['keys', '-----BEGIN PRIVATE KEY-----'.repeat(4_000)],
    ['blanks', `Bearer${' '.repeat(100_000)}`],
    ['bearer blanks', 'Bearer  '.repeat(12_000)],
    ['cookies', 'cookie:'.repeat(14_000)],
  ])('takes no more than linear time for %s', (_name, text) => {
    const started = performance.now();
    scrub(text);
    expect(performance.now() - started).toBeLessThan(400);
  });
});

describe('isCardNumber', () => {
  it.each(['4111111111111111', '5555555555554444', '378282246310005', '6011111111111117', '30569309025904', '2223003122003222', '3530111333300000'])('%s', (pan) =>
    expect(isCardNumber(pan)).toBe(true),
  );
  it.each(['4111111111111112', '1700000000000', '0000000000000000', '9999999999999995'])('not %s', (digits) => expect(isCardNumber(digits)).toBe(false));
});
