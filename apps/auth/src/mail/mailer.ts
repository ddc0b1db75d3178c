/** A mail, in plain text: it can be read everywhere, and nothing in it can be hidden. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Hands mails over. There are two: SMTP, and a table that is shown in development. */
export abstract class Mailer {
  /** @throws where it could not be handed over; the outbox tries again */
  abstract send(mail: Mail): Promise<void>;
}
