import { stablePurl } from './purl';

test.each([
  [
    'pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=amd64&distro=debian-12.5&epoch=1',
    'pkg:deb/debian/openssl?arch=amd64',
  ],
  ['pkg:deb/debian/libstdc%2B%2B6@12.2.0-14?arch=amd64&distro=debian-12.5', 'pkg:deb/debian/libstdc%2B%2B6?arch=amd64'],
  ['pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=3.19.1', 'pkg:apk/alpine/musl?arch=x86_64'],
  ['pkg:deb/debian/openssl@3.0.11?distro=debian-12.5&arch=amd64', 'pkg:deb/debian/openssl?arch=amd64'],
  ['pkg:npm/%40babel/traverse@7.23.0', 'pkg:npm/%40babel/traverse'],
  ['pkg:npm/lodash', 'pkg:npm/lodash'],
  [
    'pkg:maven/org.apache.commons/text@1.9?type=jar&classifier=tests',
    'pkg:maven/org.apache.commons/text?classifier=tests&type=jar',
  ],
  [
    'pkg:rpm/redhat/nodejs@20?modularitylabel=nodejs:20:1&arch=x86_64&distro=redhat-9.4',
    'pkg:rpm/redhat/nodejs?arch=x86_64',
  ],
  ['pkg:golang/github.com/aws/aws-sdk-go@v1.44.0', 'pkg:golang/github.com/aws/aws-sdk-go'],
  ['pkg:cocoapods/AppCenter@4.2.0#Crashes', 'pkg:cocoapods/AppCenter#Crashes'],
  ['pkg:oci/medmo-api@sha256%3Aabc?repository_url=index.docker.io', 'pkg:oci/medmo-api'],
  ['pkg:swift/github.com/Alamofire/Alamofire@5.4.3', 'pkg:swift/github.com/Alamofire/Alamofire'],
  ['pkg:generic/tool@1%2F2%403?arch=arm64&checksum=sha256:ab#bin', 'pkg:generic/tool?arch=arm64#bin'],
  ['no package URL @ all', 'no package URL @ all'],
  ['', ''],
])('%s becomes %s', (purl, expected) => {
  expect(stablePurl(purl)).toBe(expected);
  expect(stablePurl(expected)).toBe(expected);
});
