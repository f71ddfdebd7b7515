/**
 * @file Says inside a JPEG that a model has made the picture, in the words that archives and networks look for.
 *
 * XMP part 3, 1.1.3: a packet in an APP1 segment behind the start of the image; IPTC's vocabulary of digital source types.
 */

const VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/** Drawn by a model altogether; by one and somebody else. */
export const SOURCE_TYPES = {
  drawn: `${VOCABULARY}trainedAlgorithmicMedia`,
  composite: `${VOCABULARY}compositeWithTrainedAlgorithmicMedia`,
} as const;

export type SourceType = keyof typeof SOURCE_TYPES;

const packetOf = (type: SourceType): string =>
  '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>' +
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
  '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" ' +
  `Iptc4xmpExt:DigitalSourceType="${SOURCE_TYPES[type]}"/>` +
  '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>';

/** @param jpeg begins with its start-of-image marker */
export function withDisclosure(jpeg: Uint8Array, type: SourceType): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(`http://ns.adobe.com/xap/1.0/\0${packetOf(type)}`);
  const length = body.length + 2;
  const out = new Uint8Array(jpeg.length + 4 + body.length);
  out.set(jpeg.subarray(0, 2));
  out.set([0xff, 0xe1, length >> 8, length & 0xff], 2);
  out.set(body, 6);
  out.set(jpeg.subarray(2), 6 + body.length);
  return out;
}
