import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { ACCOUNT_REQUESTS, AccountRequests, type AccountRequest } from '../account-requests';
import { AccessRefused } from '../access-refused';
import { Accounts } from '../accounts';
import { Approvals } from '../approvals';
import { Passwords } from '../passwords';
import type { Actor, RoleGrant } from '../policy';
import { CurrentActor, Policy, Public } from './policy.decorator';

class NewAccountRequest {
  /** Letters, digits, dots and dashes. */
  @Matches(/^[\p{L}\p{N}][\p{L}\p{N}.@_-]{1,98}[\p{L}\p{N}]$/u) signInName: string;
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(100) office?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(100) county?: string;
}

class GrantRequest implements RoleGrant {
  @IsString() @IsNotEmpty() @MaxLength(100) role: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(100) office?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(100) county?: string;
  @IsOptional() @IsISO8601({ strict: true }) from?: string;
  @IsOptional() @IsISO8601({ strict: true }) until?: string;
}

class ChangeRequest {
  @IsIn(ACCOUNT_REQUESTS) kind: AccountRequest['kind'];
  /** The role asked for, where `kind` is `role-grant`. */
  @IsOptional() @ValidateNested() @Type(() => GrantRequest) grant?: GrantRequest;
}

class Seen {
  /** Hash of the content the approver has seen. */
  @Matches(/^[0-9a-f]{64}$/) contentHash: string;
}

class AcceptInvitation {
  @IsString() @Matches(/^[\w-]{43}$/) invitation: string;
  @IsString() @MaxLength(1_000) password: string;
}

class ChangePassword {
  @IsString() @MaxLength(1_000) current: string;
  @IsString() @MaxLength(1_000) next: string;
}

/** Accounts, their roles, and what two administrators must agree on. */
@Controller('api/v1')
export class AccountsController {
  constructor(
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(AccountRequests) private readonly requests: AccountRequests,
    @Inject(Approvals) private readonly approvals: Approvals,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  @Get('accounts')
  @ApiOperation({ summary: 'The accounts, their state and roles.' })
  @Policy('account.list')
  async list() {
    return { accounts: await this.accounts.list() };
  }

  @Post('accounts')
  @ApiOperation({
    summary: 'A new account without rights. The answer holds the one-time link token for its owner.',
  })
  @Policy('account.create')
  async create(@Body() account: NewAccountRequest, @CurrentActor() actor: Actor) {
    return this.accounts.create(account, actor.id);
  }

  @Post('accounts/:id/disable')
  @ApiOperation({ summary: 'Shuts an account; its sessions end.' })
  @HttpCode(204)
  @Policy('account.disable')
  async disable(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.accounts.disable(id, actor.id);
  }

  @Post('accounts/:id/revocations')
  @ApiOperation({ summary: 'Takes a role back.' })
  @HttpCode(204)
  @Policy('role.revoke')
  async revoke(
    @Param('id') id: string,
    @Body() grant: GrantRequest,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    await this.accounts.revoke(id, { ...grant }, actor.id);
  }

  @Post('accounts/:id/requests')
  @ApiOperation({
    summary: 'Asks a second administrator for a role, for giving an account back, or for a new link.',
  })
  @Policy('role.request')
  async ask(
    @Param('id') account: string,
    @Body() { kind, grant }: ChangeRequest,
    @CurrentActor() actor: Actor,
  ) {
    if (kind !== 'role-grant') return this.requests.ask({ kind, account }, actor.id);
    if (!grant) throw new AccessRefused('access.role-unknown', 422);
    return this.requests.ask({ kind, account, grant: { ...grant } }, actor.id);
  }

  @Get('approvals')
  @ApiOperation({ summary: 'Requests that wait for a second person.' })
  @Policy('approval.list')
  async open() {
    return { approvals: await this.approvals.list() };
  }

  @Post('approvals/:id/approve')
  @ApiOperation({ summary: 'Agrees to a request, as the second person, to exactly what was seen.' })
  @HttpCode(200)
  @Policy('role.approve', { resource: { kind: 'approval', param: 'id' } })
  async approve(@Param('id') id: string, @Body() { contentHash }: Seen, @CurrentActor() actor: Actor) {
    return this.requests.approve(id, contentHash, actor.id);
  }

  @Post('approvals/:id/refuse')
  @ApiOperation({ summary: "Refuses a request, or withdraws one's own." })
  @HttpCode(204)
  @Policy('role.request')
  async refuse(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.requests.refuse(id, actor.id);
  }

  @Post('invitations/accept')
  @ApiOperation({ summary: 'The owner of a one-time link sets the password.' })
  @HttpCode(204)
  @Public()
  async accept(@Body() { invitation, password }: AcceptInvitation): Promise<void> {
    await this.passwords.accept(invitation, password);
  }

  @Post('session/password')
  @ApiOperation({ summary: "Changes one's own password; every session ends." })
  @HttpCode(204)
  @Policy('session.use')
  async change(@Body() { current, next }: ChangePassword, @CurrentActor() actor: Actor): Promise<void> {
    await this.passwords.change(actor.id, current, next);
  }
}
