/*
 * Writes numbered, checksummed records to a disk for ever, each flushed before it is acknowledged to the collector by
 * a datagram "VM DISK NUMBER\n". io.godwit.lab.RecordLayout reads them again and says where a number lies:
 *
 *   small  records (512 B)  when number % 8 == 4,  slot (number / 8) % 2048,  from offset 0
 *   large  records (1 MiB)  when number % 64 == 0, slot (number / 64) % n,    from offset 16 MiB, n = rest of the disk
 *   medium records (4 KiB)  otherwise,             slot number % 2048,        from offset 1 MiB
 *
 * A slot that was full is overwritten: old places get newer records.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAGIC 0x315254495744474fULL
#define MIB (1024 * 1024)
#define BLKGETSIZE64 _IOR(0x12, 114, size_t)

struct header {
    uint64_t magic;
    uint64_t run;
    uint64_t number;
    uint32_t length;
    uint32_t crc;
};

static uint32_t table[256];

static void make_table(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int k = 0; k < 8; k++) c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
        table[i] = c;
    }
}

static uint32_t crc32(const uint8_t *bytes, size_t length) {
    uint32_t c = 0xffffffffu;
    for (size_t i = 0; i < length; i++) c = table[(c ^ bytes[i]) & 0xff] ^ (c >> 8);
    return c ^ 0xffffffffu;
}

static void fill(uint8_t *to, size_t length, uint64_t seed) {
    uint64_t x = seed * 0x9e3779b97f4a7c15ULL + 1;
    for (size_t i = 0; i + 8 <= length; i += 8) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        memcpy(to + i, &x, 8);
    }
}

static void place(uint64_t number, uint64_t size, uint64_t *offset, uint32_t *length) {
    uint64_t large = size / MIB > 16 ? size / MIB - 16 : 0;
    if (number % 64 == 0 && large > 0) {
        *offset = 16 * (uint64_t) MIB + number / 64 % large * MIB;
        *length = MIB;
    } else if (number % 8 == 4) {
        *offset = number / 8 % 2048 * 512;
        *length = 512;
    } else {
        *offset = MIB + number % 2048 * 4096;
        *length = 4096;
    }
}

/*
 * "recorder dirty MIB": writes a word to every page of so much memory, over and over, and reads it again first: a page
 * that does not hold what was written a round ago was lost on the way to another host.
 */
static int dirty(size_t mebibytes) {
    volatile uint64_t *memory = malloc(mebibytes * MIB);
    if (!memory) return 1;
    for (uint64_t round = 1;; round++)
        for (size_t word = 0; word < mebibytes * MIB / 8; word += 512) {
            if (round > 1 && memory[word] != round - 1) {
                printf("GODWIT MEMORY LOST page %zu of round %llu holds %llu\n", word / 512, (unsigned long long) round - 1,
                       (unsigned long long) memory[word]);
                fflush(stdout);
            }
            memory[word] = round;
        }
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "dirty") == 0) return dirty(strtoul(argv[2], NULL, 10));
    if (argc != 6) return 2;
    const char *vm = argv[1], *disk = argv[2];
    uint64_t run = strtoull(argv[3], NULL, 10);
    double rate = atof(argv[4]);
    char path[64], text[256];
    snprintf(path, sizeof path, "/dev/%s", disk);
    int fd = open(path, O_RDWR | O_DIRECT);
    if (fd < 0) { perror(path); return 1; }
    uint64_t size = 0;
    if (ioctl(fd, BLKGETSIZE64, &size) < 0) { perror("size"); return 1; }

    char *colon = strchr(argv[5], ':');
    if (!colon) return 2;
    *colon = 0;
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(atoi(colon + 1)) };
    inet_pton(AF_INET, argv[5], &to.sin_addr);
    int udp = socket(AF_INET, SOCK_DGRAM, 0);

    uint8_t *buffer = NULL;
    if (posix_memalign((void **) &buffer, 4096, MIB)) return 1;
    make_table();
    struct timespec pause = { (time_t) (1 / rate), (long) ((1 / rate - (long) (1 / rate)) * 1e9) };
    for (uint64_t number = 1;; number++) {
        uint64_t offset;
        uint32_t length;
        place(number, size, &offset, &length);
        struct header *header = (struct header *) buffer;
        *header = (struct header) { MAGIC, run, number, length, 0 };
        fill(buffer + sizeof *header, length - sizeof *header, number ^ run);
        header->crc = crc32(buffer, length);
        if (pwrite(fd, buffer, length, offset) != (ssize_t) length || fdatasync(fd) < 0) {
            perror("write");
            sleep(1);
            continue;
        }
        int chars = snprintf(text, sizeof text, "%s %s %llu\n", vm, disk, (unsigned long long) number);
        sendto(udp, text, chars, MSG_DONTWAIT, (struct sockaddr *) &to, sizeof to);
        nanosleep(&pause, NULL);
    }
}
