import { randomUUID } from 'node:crypto';
import { type Caller, describeAppContract, type Given, OWNED, SIGNED_IN } from '@roadmap/testing';
import { startTodo } from './support/app.js';

const MILK = { title: 'buy milk', notes: 'two litres', dueOn: '2026-03-10' };

const addTodo = async (user: Caller): Promise<string> => (await user.post('/v1/todos', MILK)).body.id;

const aTodo = async (user: Caller): Promise<Given> => {
  const { body, headers } = await user.post('/v1/todos', MILK);
  return { id: body.id, etag: headers.etag ?? '' };
};

const trashTodo = (user: Caller, id: string) => user.delete(`/v1/todos/${id}`, { 'if-match': '*' });

const aTrashedTodo = async (user: Caller): Promise<Given> => {
  const id = await addTodo(user);
  await trashTodo(user, id);
  return { id };
};

const countTodos = async (user: Caller): Promise<number> => (await user.get('/v1/todos/counts')).body.open;

const aSandbox = async (): Promise<Given> => ({ sandbox: randomUUID() });

const anItem = async (user: Caller): Promise<Given> => {
  const sandbox = randomUUID();
  return { sandbox, id: (await user.post(`/todo-backend/${sandbox}`, { title: 'buy milk' })).body.id };
};

const countItems = async (user: Caller, { sandbox }: Given): Promise<number> => (await user.get(`/todo-backend/${sandbox}`)).body.length;

await describeAppContract({
  start: startTodo,
  matrix: {
    'GET /v1/todos': { ...SIGNED_IN, owner: 200, rows: { add: addTodo, remove: trashTodo } },
    'POST /v1/todos': { ...SIGNED_IN, owner: 201, body: MILK, effects: countTodos },
    'GET /v1/todos/counts': { ...SIGNED_IN, owner: 200 },
    'POST /v1/todos/bulk': { ...SIGNED_IN, owner: 200, body: { mode: 'atomic', operations: [{ op: 'create', todo: MILK }] }, effects: countTodos },
    'GET /v1/todos/{id}': { ...OWNED, owner: 200, given: aTodo },
    'PATCH /v1/todos/{id}': { ...OWNED, owner: 200, given: aTodo, body: { title: 'buy oat milk', completed: true } },
    'DELETE /v1/todos/{id}': { ...OWNED, owner: 204, given: aTodo },
    'PUT /v1/todos/{id}/position': { ...OWNED, owner: 204, given: aTodo, body: { after: null } },
    'GET /v1/trash': { ...SIGNED_IN, owner: 200, rows: { add: async (user) => (await aTrashedTodo(user)).id ?? '', remove: (user, id) => user.post(`/v1/trash/${id}/restore`) } },
    'POST /v1/trash/{id}/restore': { ...OWNED, owner: 200, given: aTrashedTodo },

    // The Todo-Backend contract is open to everybody, and its clients send whole items back.
    'GET /todo-backend/{sandbox}': { public: 200, given: aSandbox },
    'POST /todo-backend/{sandbox}': { public: 201, given: aSandbox, body: { title: 'buy milk', order: 1 }, ignoresUnknownFields: true, effects: countItems },
    'DELETE /todo-backend/{sandbox}': { public: 204, given: aSandbox },
    'GET /todo-backend/{sandbox}/{id}': { public: 200, given: anItem },
    'PATCH /todo-backend/{sandbox}/{id}': { public: 200, given: anItem, body: { completed: true }, ignoresUnknownFields: true },
    'DELETE /todo-backend/{sandbox}/{id}': { public: 204, given: anItem },
  },
});
