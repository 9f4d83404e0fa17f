export { enqueueMail } from './enqueue-mail';
export type { Mail } from './enqueue-mail';
export { sendDueMails } from './send-due-mails';
export { listMails, findMail } from './queries';
