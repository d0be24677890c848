import { IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';

/** What the address of a page may carry. */
export class PageQuery {
  /** Position of the log the page waits for. */
  @IsOptional() @Matches(/^\d{1,18}$/) after?: string;
  /** What was just done, for the notice. */
  @IsOptional() @Matches(/^[a-z-]{1,40}$/) done?: string;
  /** The person a form is opened for. */
  @IsOptional() @IsUUID() person?: string;
  @IsOptional() @IsString() @MaxLength(2000) back?: string;
  @IsOptional() @Matches(/^1$/) anonymous?: string;
}
