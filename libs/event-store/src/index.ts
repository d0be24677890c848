export * from './event-store';
export * from './history';
