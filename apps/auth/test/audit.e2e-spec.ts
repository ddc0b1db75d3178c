import { transaction, withClient } from '@roadmap/database';
import { AuditLog } from '../src/audit/audit-log.js';
import { type AuthApp, startAuth } from './support/app.js';

let auth: AuthApp;
let audit: AuditLog;
beforeEach(async () => {
  auth = await startAuth();
  audit = auth.running.nest.get(AuditLog, { strict: false });
});
afterEach(() => auth.stop());

/** Behind the app's back, as somebody who has the database. */
const tamper = (sql: string) => withClient(auth.database?.adminUrl ?? '', (client) => client.query(sql));

describe('the audit log', () => {
  it('is one chain, however many write at once', async () => {
    const { email } = await auth.account();
    await Promise.all(Array.from({ length: 10 }, () => auth.anonymous.post('/v1/login', { email, password: 'wrong' })));
    await Promise.all(Array.from({ length: 30 }, (_, index) => transaction(auth.dataSource, (tx) => audit.record(tx, { event: 'tested', detail: { b: index, a: [1, { z: null }] } }))));

    expect(await audit.verify()).toEqual({ intact: true, rows: 35, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const admin = await auth.admin();
    expect((await admin.get('/v1/admin/audit/verification')).body).toMatchObject({ intact: true, rows: 36 });
    expect((await (await auth.person()).get('/v1/admin/audit/verification')).status).toBe(403);
  });

  it.each([
    ['an event is changed', `UPDATE audit_event SET event = 'signed_out' WHERE seq = 3`, 3],
    ['a time is changed', `UPDATE audit_event SET at = at + interval '1 second' WHERE seq = 3`, 3],
    ['a detail is changed', `UPDATE audit_event SET detail = '{"amr":["otp"]}' WHERE seq = 3`, 3],
    ['it is given to somebody else', `UPDATE audit_event SET account_id = gen_random_uuid() WHERE seq = 3`, 3],
    ['a place is changed', `UPDATE audit_event SET network = '10.0.0.0/24' WHERE seq = 3`, 3],
    ['a row is taken out', 'DELETE FROM audit_event WHERE seq = 3', 3],
    ['a row is taken out and the rest moved up', 'DELETE FROM audit_event WHERE seq = 3; UPDATE audit_event SET seq = seq - 1 WHERE seq > 3', 3],
    ['two rows change places', 'UPDATE audit_event SET seq = 100 WHERE seq = 3; UPDATE audit_event SET seq = 3 WHERE seq = 4; UPDATE audit_event SET seq = 4 WHERE seq = 100', 3],
    ['a hash is made up', `UPDATE audit_event SET hash = sha256('x') WHERE seq = 3`, 3],
    ['the first row goes', 'DELETE FROM audit_event WHERE seq = 1', 1],
  ])('shows it when %s', async (_, sql, brokenAt) => {
    for (let index = 0; index < 5; index++) await auth.person();
    expect((await audit.verify()).intact).toBe(true);
    await tamper(sql);
    expect(await audit.verify()).toMatchObject({ intact: false, brokenAt });
  });

  it('has another end when rows are cut off, which shows against an end that was written down elsewhere', async () => {
    for (let index = 0; index < 5; index++) await auth.person();
    const { head } = await audit.verify();
    await tamper('DELETE FROM audit_event WHERE seq = 5');
    const after = await audit.verify();
    expect(after.intact).toBe(true);
    expect(after.head).not.toBe(head);
  });

  it('forgets who it was about, and holds', async () => {
    const ana = await auth.person();
    await auth.person();
    await transaction(auth.dataSource, (tx) => audit.anonymise(tx, ana.id));
    const [row] = await auth.dataSource.query('SELECT account_id, network, device, salt, event FROM audit_event WHERE seq = 1');

    expect(row).toEqual({ account_id: null, network: null, device: null, salt: null, event: 'signed_in' });
    expect((await audit.verify()).intact).toBe(true);
  });
});
