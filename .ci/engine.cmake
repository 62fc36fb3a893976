# Read by CMake before llama.cpp's own files: half of the compiling is for programs that Byline does
# not use, and no option of llama-cpp-python leaves them out.
set(LLAMA_BUILD_COMMON OFF)

# No matrix tiles (AMX): on some virtual machines whose processor announces them the first product of
# two matrices ends the process (signal 11 at LDTILECFG).
add_compile_options(-U__AMX_INT8__)
