import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { RequestAccess } from './request-access';
import type { HubRequest } from './route-access';

/** Global: every handler of the server passes it. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(RequestAccess) private readonly access: RequestAccess) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<HubRequest>();
    request.granted = await this.access.check(request);
    return true;
  }
}
