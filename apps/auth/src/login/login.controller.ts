import { Body, Controller, Header, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import type { FastifyReply } from 'fastify';
import { type Caller, From } from '../caller/caller.js';
import { LoginAnswers } from './login-answers.js';
import { AnswerChallenge, type AnswerChallengeBody, Login, type LoginBody, SignIn, type SignInView } from './login.dto.js';
import { LoginService } from './login.service.js';

@ApiTags('sign-in')
@Controller('v1/login')
@Public()
@ApiResponse(problemResponse(401))
@ApiResponse(problemResponse(429))
@ApiResponse(problemResponse(503))
export class LoginController {
  constructor(
    private readonly login: LoginService,
    private readonly answers: LoginAnswers,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: SignIn })
  async byPassword(@Body({ schema: Login }) { email, password }: LoginBody, @From() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignInView> {
    return this.answers.of(await this.login.password(email, password, caller), reply);
  }

  @Post('second-factor')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: SignIn })
  async bySecondFactor(
    @Body({ schema: AnswerChallenge }) { challenge, kind, proof }: AnswerChallengeBody,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInView> {
    return this.answers.of(await this.login.secondFactor(challenge, kind, proof, caller), reply);
  }
}
