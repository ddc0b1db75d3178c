import { PasskeysUnavailable } from './passkeys.errors.js';
import { relyingParty } from './relying-party.js';

describe('the relying party', () => {
  it.each([
    ['https://id.example.com', { id: 'id.example.com', origin: 'https://id.example.com' }],
    ['https://id.example.com:8443/base', { id: 'id.example.com', origin: 'https://id.example.com:8443' }],
    ['http://localhost:3002', { id: 'localhost', origin: 'http://localhost:3002' }],
    ['http://127.0.0.1:3002', { id: 'localhost', origin: 'http://localhost:3002' }],
    ['http://[::1]:3002', { id: 'localhost', origin: 'http://localhost:3002' }],
  ])('of %s is %j', (url, expected) => {
    expect(relyingParty(url)).toEqual(expected);
  });

  it.each(['https://192.0.2.7', 'https://[2001:db8::7]'])('cannot be %s, an address and no name', (url) => {
    expect(() => relyingParty(url)).toThrow(PasskeysUnavailable);
  });
});
