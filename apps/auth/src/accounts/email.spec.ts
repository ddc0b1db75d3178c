import { Email } from './email.js';

describe('Email', () => {
  it.each([
    ['  Ana@Example.COM ', 'ana@example.com'],
    ['ａｎａ@example.com', 'ana@example.com'],
    ['ana+shop@example.com', 'ana+shop@example.com'],
    ['K@example.com', 'k@example.com'], // the Kelvin sign
  ])('reads %j as %s', (given, canonical) => {
    expect(Email.parse(given)).toBe(canonical);
  });

  it.each(['ana', 'ana@', '@example.com', 'ana@example.com\r\nBcc: eve@example.com', 'ana@example.com, eve@example.com', `${'a'.repeat(250)}@example.com`])('refuses %j', (given) => {
    expect(Email.safeParse(given).success).toBe(false);
  });
});
