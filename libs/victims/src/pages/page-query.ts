import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';

/** What the address of a page may carry. */
export class PageQuery {
  /** Position of the log the page waits for. */
  @IsOptional() @Matches(/^\d{1,18}$/) after?: string;
  /** What was just done, for the notice. */
  @IsOptional() @Matches(/^[a-z-]{1,40}$/) done?: string;
  /** Referral, assistance, measure or claim a form is about. */
  @IsOptional() @IsString() @MaxLength(64) about?: string;
  @IsOptional() @IsString() @MaxLength(2000) back?: string;
  /** Kind of entry a timeline is narrowed to. */
  @IsOptional() @Matches(/^[a-z-]{0,40}$/) kind?: string;
  /** The reader goes on although somebody else is writing. */
  @IsOptional() @Matches(/^1?$/) over?: string;
}
