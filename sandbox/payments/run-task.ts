import type { Task } from '../store/records';
import type { World } from '../world';
import { postFee } from './balance';
import { verifyAccount } from '../connect/change-account';
import { finishPayout, payOutAll } from '../connect/payouts';
import { expireSession } from './complete-session';
import { openDispute } from './disputes';
import { warnOfFraud } from './fraud-warnings';
import { finishRefund } from './refunds';
import { settleDebit } from './settle-debit';

/** Does what became due. Each kind looks first whether there is still something to do. */
export function runTask(world: World, task: Task): void {
  switch (task.kind) {
    case 'post_fee': {
      const charge = world.store.charges.get(task.charge);
      if (charge !== null) postFee(world, charge);
      return;
    }
    case 'settle_debit':
      settleDebit(world, task.charge, task.succeeds);
      return;
    case 'expire_session': {
      const session = world.store.sessions.get(task.session);
      if (session !== null) expireSession(world, session);
      return;
    }
    case 'open_dispute': {
      const charge = world.store.charges.get(task.charge);
      if (charge !== null) openDispute(world, charge, { inquiry: task.inquiry });
      return;
    }
    case 'finish_refund':
      finishRefund(world, task.refund, task.succeeds);
      return;
    case 'verify_account':
      verifyAccount(world, task.account);
      return;
    case 'pay_out':
      payOutAll(world, task.account, task.dueMs);
      return;
    case 'finish_payout':
      finishPayout(world, task.payout);
      return;
    case 'warn_of_fraud': {
      const charge = world.store.charges.get(task.charge);
      if (charge !== null) warnOfFraud(world, charge, 'made_with_stolen_card');
    }
  }
}
