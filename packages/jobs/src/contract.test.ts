import { afterAll, beforeAll, describe } from 'vitest';
import { isMissing, KINDS } from '../testing/databases.mjs';
import { openStores } from '../testing/opened.mjs';
import { admissionContract } from './contract/admission.js';
import { deliveryContract } from './contract/delivery.js';
import { erasureContract } from './contract/erasure.js';
import { givenMasksContract } from './contract/given-masks.js';
import { queueContract } from './contract/queue.js';
import { quotasContract } from './contract/quotas.js';
import { usersContract } from './contract/users.js';
import { workerContract } from './contract/worker.js';
import { openJobs } from './index.js';

for (const kind of KINDS)
  describe.skipIf(isMissing(kind))(`jobs (${kind})`, () => {
    let stores: Awaited<ReturnType<typeof openStores>>;
    beforeAll(async () => {
      stores = await openStores(kind, openJobs);
    });
    afterAll(() => stores.close());

    queueContract(() => stores);
    admissionContract(() => stores);
    givenMasksContract(() => stores);
    quotasContract(() => stores);
    workerContract(() => stores);
    deliveryContract(() => stores);
    usersContract(() => stores);
    erasureContract(() => stores);
  });
