import { locate } from '../../dockerfile/parse';
import { parseImage } from '../../image';
import type { DockerfileTest } from '../test';

/** Whole systems, and language images that have a thinner variant under the same name. */
const systems = /^(debian|ubuntu|(quay\.io\/centos\/)?centos|(registry\.(access\.)?redhat\.(com|io)\/|redhat\/)ubi(8|9|10)(\/ubi)?|fedora|rockylinux|almalinux|oraclelinux|amazonlinux|archlinux|opensuse(\/\w+)?)$/;
const languages = /^(node|python|ruby|php|golang|rust|openjdk|eclipse-temurin|amazoncorretto|maven|gradle|perl|nginx|httpd|tomcat)$/;

/** EXI-ARCH-6: the thinnest base that does. Only the last stage ships; when it starts from another one, that one's base does. */
export const minimalBase: DockerfileTest = dockerfile => {
  let stage = dockerfile.stages.at(-1);
  while (stage?.parent) stage = stage.parent;
  if (stage?.image === undefined) return [];
  const { name, tag = '' } = parseImage(stage.image);
  const short = name.replace(/^((index|registry-1)\.)?(docker\.io\/)?(library\/)?/, '');
  const thin = /slim|alpine|distroless|minimal|micro|chiseled|\bjre\b/.test(tag);
  if (thin || !(systems.test(short) || languages.test(short))) return [];
  return [{ variant: systems.test(short) ? 'system' : 'language', location: locate(dockerfile, stage.from.getImageRange()), fields: { image: stage.image } }];
};
