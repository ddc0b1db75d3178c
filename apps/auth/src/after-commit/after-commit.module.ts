import { Global, Module } from '@nestjs/common';
import { AfterCommit } from './after-commit.js';

/** Gives {@link AfterCommit} to the whole app. */
@Global()
@Module({ providers: [AfterCommit], exports: [AfterCommit] })
export class AfterCommitModule {}
