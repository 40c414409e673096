import assert from 'node:assert/strict';
import { kubectl } from '../../support/kubectl';
import { LivePlatform } from '../../support/live-platform';
import { everyKind } from '../../support/kind-failure-modes';

describe('the real kubectl on the other kinds', function () {
  this.timeout(120_000);
  const live = new LivePlatform();
  const ok = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await kubectl(live.kubeconfig, ...args);
    assert.equal(code, 0, `kubectl ${args.join(' ')}: ${err}`);
    return out;
  };

  before(async () => {
    await live.start();
    await live.deploy(everyKind);
    await live.client.settle();
    live.writeKubeconfig();
  });
  after(() => live.end());

  it('StatefulSet: its columns, its description, its rollout, its history, a restart', async () => {
    assert.match(await ok('get', 'sts', '-o', 'wide'), /^NAME +READY +AGE +CONTAINERS +IMAGES\nbase +2\/2 +\S+ +base +harbor/);
    assert.match(await ok('describe', 'sts', 'base'), /Replicas: +2 desired \| 2 total\nUpdate Strategy: +RollingUpdate\n +Partition: +0\nPods Status: +2 Running \/ 0 Waiting[\s\S]+Volume Claims:\n +Name: +donnees[\s\S]+SuccessfulCreate .* statefulset-controller +create Pod base-0 in StatefulSet base successful/);
    assert.match(await ok('rollout', 'status', 'sts/base'), /partitioned roll out complete: 2 new pods have been updated/);
    assert.match(await ok('rollout', 'history', 'sts/base'), /REVISION +CHANGE-CAUSE\n1 +<none>/);
    assert.equal(await ok('rollout', 'restart', 'sts/base'), 'statefulset.apps/base restarted\n');
    await live.client.settle();
    live.writeKubeconfig();
    assert.match(await ok('rollout', 'history', 'sts/base'), /2 +<none>/);
    assert.match(await ok('get', 'pods', '-l', 'statefulset.kubernetes.io/pod-name=base-1'), /base-1 +1\/1 +Running/);
  });

  it('PersistentVolumeClaim and StorageClass', async () => {
    assert.match(await ok('get', 'pvc'), /^NAME +STATUS +VOLUME +CAPACITY +ACCESS MODES +STORAGECLASS +VOLUMEATTRIBUTESCLASS +AGE\n[\s\S]*donnees-base-0 +Bound +pvc-\S+ +1Gi +RWO +standard +<unset> /);
    assert.match(await ok('describe', 'pvc', 'donnees-base-0'), /Status: +Bound[\s\S]+Finalizers: +\[kubernetes\.io\/pvc-protection\]\nCapacity: +1Gi\nAccess Modes: +RWO\nVolumeMode: +Filesystem\nUsed By: +base-0[\s\S]+ProvisioningSucceeded .* Successfully provisioned volume/);
    assert.match(await ok('get', 'sc'), /^NAME +PROVISIONER +RECLAIMPOLICY +VOLUMEBINDINGMODE +ALLOWVOLUMEEXPANSION +AGE\nstandard \(default\) +cinder\.csi\.openstack\.org +Delete +WaitForFirstConsumer +true /);
    assert.match(await ok('explain', 'sts.spec.serviceName'), /FIELD: serviceName <string>/);
  });

  it('CronJob, Ingress, NetworkPolicy and CloudNativePG’s Cluster', async () => {
    assert.match(await ok('get', 'cj'), /^NAME +SCHEDULE +TIMEZONE +SUSPEND +ACTIVE +LAST SCHEDULE +AGE\nrelance +\*\/1 \* \* \* \* +<none> +False +\d +\S+ +\S+/);
    assert.match(await ok('describe', 'cj', 'relance'), /Schedule: +\*\/1 \* \* \* \*\nConcurrency Policy: +Allow\nSuspend: +False\nSuccessful Job History Limit: +3\nFailed Job History Limit: +1[\s\S]+SuccessfulCreate .* cronjob-controller +Created job relance-\d+/);
    assert.match(await ok('get', 'ing'), /^NAME +CLASS +HOSTS +ADDRESS +PORTS +AGE\nguichet +<none> +guichet\.apps\.exemple\.fr +router-default\S+ +80 /);
    assert.match(await ok('describe', 'ing', 'guichet'), /guichet\.apps\.exemple\.fr +\n +\/ +guichet:http \(10\.\d/);
    assert.match(await ok('describe', 'netpol', 'allow-from-same-namespace'), /Allowing ingress traffic:\n +To Port: <any>/);
    assert.match(await ok('get', 'clusters', '-o', 'wide'), /^NAME +AGE +INSTANCES +READY +STATUS +PRIMARY\ndonnees +\S+ +2 +2 +Cluster in healthy state +donnees-1/);
    assert.match(await ok('get', 'hpa'), /^NAME +REFERENCE +TARGETS +MINPODS +MAXPODS +REPLICAS +AGE\nguichet +Deployment\/guichet +cpu: 5%\/50% +2 +4 +2 /);
    assert.match(await ok('describe', 'hpa', 'guichet'), /AbleToScale +True +ReadyForNewScale[\s\S]*ScalingActive +True +ValidMetricFound/);
    assert.match(await ok('get', 'pdb'), /^NAME +MIN AVAILABLE +MAX UNAVAILABLE +ALLOWED DISRUPTIONS +AGE\ndonnees-primary +1 +N\/A +0 +\S+\nguichet +1 +N\/A +1 +\S+\n$/);
    assert.match(await ok('describe', 'pdb', 'guichet'), /Min available: +1\nSelector: +app=guichet\nStatus:\n +Allowed disruptions: +1\n +Current: +2\n +Desired: +1\n +Total: +2\n/);
    assert.match(await ok('get', 'pdb', 'guichet', '-o', 'jsonpath={.status.conditions[0].type} {.status.conditions[0].status} {.status.conditions[0].reason}'), /^DisruptionAllowed True SufficientPods$/);
    assert.match(await ok('explain', 'pdb.spec.maxUnavailable'), /An eviction is allowed if at most "maxUnavailable" pods/);
    assert.match(await ok('describe', 'cluster.postgresql.cnpg.io', 'donnees'), /Phase: +Cluster in healthy state/);
    assert.match(await ok('get', 'svc', '-l', 'cnpg.io/cluster=donnees', '-o', 'name'), /service\/donnees-r\nservice\/donnees-ro\nservice\/donnees-rw/);
    assert.match(await ok('get', 'secret', 'donnees-app'), /donnees-app +kubernetes\.io\/basic-auth +9 /);
  });
});
