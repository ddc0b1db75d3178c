// @ts-check
// Two routes that differ in one thing. It takes the demo issuer, so it runs as development does; what a check costs is the same.
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { AuthModule, authVariables, Public, RequirePermission } from '@roadmap/auth';
import { readConfig } from '@roadmap/config';
import { defineApp, httpVariables } from '@roadmap/http';
import { z } from 'zod';

class Routes {
  open() {
    return { answer: 42 };
  }
  closed() {
    return { answer: 42 };
  }
}
Controller()(Routes);
/** @param {'open' | 'closed'} name @param {MethodDecorator} access */
const route = (name, access) => {
  const descriptor = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(Routes.prototype, name));
  for (const decorate of [Get(name), access]) decorate(Routes.prototype, name, descriptor);
};
route('open', Public());
route('closed', RequirePermission('answers:read'));

class AnswersModule {
  /** @param {any} config */
  static forRoot(config) {
    return { module: AnswersModule, imports: [AuthModule.forRoot(config, { permissions: { user: ['answers:read'] } })], controllers: [Routes] };
  }
}
Module({})(AnswersModule);

const variables = z.object({ ...httpVariables(0), ...authVariables });
const app = defineApp({ name: 'answers', title: 'Answers', description: '', readConfig: (env) => readConfig(variables, env), module: AnswersModule });
const { url, close } = await app.start({ LOG_LEVEL: 'silent' });
process.send?.({ url });
process.once('SIGTERM', () => void close().then(() => process.exit(0)));
