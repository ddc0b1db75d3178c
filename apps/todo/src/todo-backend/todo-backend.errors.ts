import { ConflictError, NotFoundError, UnavailableError } from '@roadmap/errors';

export class SandboxTodoNotFound extends NotFoundError {
  constructor() {
    super('sandbox_todo_not_found', 'There is no such todo in this sandbox.');
  }
}

export class SandboxFull extends ConflictError {
  constructor(limit: number) {
    super('sandbox_full', `A sandbox holds ${limit} todos. Delete some first.`);
  }
}

export class NoRoomForSandbox extends UnavailableError {
  constructor() {
    super('no_room_for_sandbox', 'All sandboxes are taken. They expire by themselves.', { retryAfter: 3600 });
  }
}
