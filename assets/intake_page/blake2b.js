// BLAKE2b (RFC 7693) without a key, for the two short things the page hashes: the nonce of a sealed box and the
// fingerprint of a key. Numbers of 64 bits are BigInt, since clearness matters here and speed does not.
// tests/page/blake2b_test.mjs holds it against libsodium.
const blake2b = (() => {
    "use strict";
    const k_mask = (1n << 64n) - 1n;
    const k_block = 128; // bytes
    const k_start = [
        0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n,
        0x510e527fade682d1n, 0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n,
    ];
    const k_order = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    ];
    const k_rounds = 12; // the last two take the first two orders again
    // Columns, then diagonals.
    const k_quarters = [
        [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
        [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
    ];

    const turn_right = (word, bits) => ((word >> bits) | (word << (64n - bits))) & k_mask;

    function mix(v, [a, b, c, d], x, y) {
        v[a] = (v[a] + v[b] + x) & k_mask;
        v[d] = turn_right(v[d] ^ v[a], 32n);
        v[c] = (v[c] + v[d]) & k_mask;
        v[b] = turn_right(v[b] ^ v[c], 24n);
        v[a] = (v[a] + v[b] + y) & k_mask;
        v[d] = turn_right(v[d] ^ v[a], 16n);
        v[c] = (v[c] + v[d]) & k_mask;
        v[b] = turn_right(v[b] ^ v[c], 63n);
    }

    function compress(state, block, bytes_so_far, is_last) {
        const view = new DataView(block.buffer);
        const words = Array.from({ length: 16 }, (_, i) => view.getBigUint64(8 * i, true));
        const v = [...state, ...k_start];
        v[12] ^= BigInt(bytes_so_far);
        if (is_last) v[14] ^= k_mask;
        for (let round = 0; round < k_rounds; ++round) {
            const order = k_order[round % k_order.length];
            k_quarters.forEach((quarter, i) => mix(v, quarter, words[order[2 * i]], words[order[2 * i + 1]]));
        }
        for (let i = 0; i < 8; ++i) state[i] ^= v[i] ^ v[i + 8];
    }

    /// The digest, 1 to 64 bytes long, of the bytes (Uint8Array).
    return function blake2b(bytes, length) {
        const state = [...k_start];
        state[0] ^= BigInt(0x01010000 ^ length);
        for (let at = 0; ; at += k_block) {
            const block = new Uint8Array(k_block);
            block.set(bytes.subarray(at, at + k_block));
            const is_last = at + k_block >= bytes.length;
            compress(state, block, Math.min(at + k_block, bytes.length), is_last);
            if (is_last) break;
        }
        const digest = new DataView(new ArrayBuffer(64));
        state.forEach((word, i) => digest.setBigUint64(8 * i, word, true));
        return new Uint8Array(digest.buffer.slice(0, length));
    };
})();
